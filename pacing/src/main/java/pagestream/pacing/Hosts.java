package pagestream.pacing;

import java.util.function.Function;

/// What is known of each host, shared by everybody who asks it.
public interface Hosts {
  /// Changes a host's state in one step: what the function is given is what it replaces. The
  /// function may be called several times, and must do nothing but compute.
  ///
  /// @param host its name and port, such as `example.org:443`
  <T> T change(String host, Function<HostState, Change<T>> change);
}
