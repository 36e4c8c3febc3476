package pagestream.demo;

/// What may be wrong with the link from a list of the shop to a book's page; each is a parameter
/// that says for one book in how many.
enum LinkFlaw {
  /// The page stands where robots.txt forbids to go.
  PRIVATE,
  /// The page is not there.
  DEAD,
  /// The book has no link.
  UNLINKED,
  /// The link leads to another host.
  AWAY,
  /// The link runs a script.
  SCRIPT
}
