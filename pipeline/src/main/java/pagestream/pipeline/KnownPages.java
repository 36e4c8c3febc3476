package pagestream.pipeline;

import java.util.Optional;

/// The pages that were read, each as it was the last time. Throws [TransientException] when it
/// cannot be reached.
public interface KnownPages {
  /// Of a recipe, by the address that was asked for, read strongly consistently.
  ///
  /// @param readBy what it must have been read by; a page that something else has read, such as
  ///   another version, is not known
  Optional<KnownPage> find(String recipe, String url, String readBy);

  /// Keeps a page, unless a newer one is known by its id.
  void keep(String recipe, String url, KnownPage page);
}
