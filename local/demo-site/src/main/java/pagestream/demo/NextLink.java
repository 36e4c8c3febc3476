package pagestream.demo;

/// Where the shop's last list says that the next one is.
enum NextLink {
  /// Nowhere, as it should be.
  USUAL,
  /// Nowhere, nor do the other lists: their numbers have to be known.
  NONE,
  /// At the first list.
  FIRST,
  /// At itself.
  SELF,
  /// At the list before it.
  BEFORE,
  /// On another host.
  AWAY,
  /// In a script.
  SCRIPT
}
