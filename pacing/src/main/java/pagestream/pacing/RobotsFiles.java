package pagestream.pacing;

import java.net.URI;
import java.util.Optional;

/// The robots.txt of each site, shared by everybody who asks it.
public interface RobotsFiles {
  /// The newest one that was kept, however old it is.
  ///
  /// @param address where it was asked for
  Optional<RobotsFile> find(URI address);

  /// Keeps it at least as long as it counts, unless it is too large: whoever needs it then reads it
  /// again.
  void keep(URI address, RobotsFile file);
}
