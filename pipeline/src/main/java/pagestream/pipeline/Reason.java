package pagestream.pipeline;

/// Why something could not go on. The same codes stand in the error table, in the API and in
/// `docs/reasons.md`.
public enum Reason {
  PAGE_UNREACHABLE("The page could not be fetched"),
  PAGE_TIMED_OUT("The page did not arrive in time"),
  PAGE_REFUSED("The page is at an address that must not be fetched, or led to one"),
  PAGE_STATUS("The page answered with an error status, or with too many redirects"),
  PAGE_EMPTY("The page is empty"),
  PAGE_TOO_LARGE("The page is larger than allowed"),
  PAGE_TOO_COMPLEX("The page takes more to be read than allowed"),
  PAGE_NOT_HTML("The page is not HTML, or cannot be decompressed"),
  PAGE_CHARSET("The page is not in the charset it claims"),
  PAGE_BLOCKED("The site answered with a block page"),
  SITEMAP_UNREADABLE("Not a sitemap, or a broken one"),
  ROBOTS_DISALLOWED("The site's robots.txt does not allow the page"),
  LAYOUT_CHANGED("The page does not look as the recipe says"),
  ELEMENT_MISSING("A row lacks an element that the recipe requires"),
  ROW_TOO_LARGE("A row is too large to be stored"),
  NOT_PUBLISHED("Rows could not be put on the stream in time"),
  NOT_FOLLOWED("The page with more of a row was not fetched"),
  SOURCE_UNKNOWN("No source of that name is deployed"),
  TASK_UNREADABLE("A message of the queue is not a task"),
  TASK_VERSION("A message of the queue is a task of a later version"),
  TASK_EXHAUSTED("A task failed as often as it was tried"),
  BATCH_UNREADABLE("A stream record is not a batch"),
  BATCH_VERSION("A stream record is a batch of a later version"),
  BATCH_TOO_LARGE("A stream record is larger than allowed"),
  RECIPE_UNKNOWN("No recipe of that name is deployed, or it has mistakes"),
  VALUE_MISSING("A required field has no value"),
  VALUE_INVALID("A value is not of its field's type"),
  MATCH_TOO_LONG("A regular expression of the recipe takes too long for a text"),
  VALUE_OUT_OF_RANGE("A value lies outside its field's range"),
  KEY_INVALID("A record's key cannot be a table's key"),
  ITEM_REFUSED("The table can never take this record"),
  RETRIES_EXHAUSTED("A batch was given up after too many tries or too long a time"),
  UNEXPECTED("An error nobody foresaw");

  private final String title;

  Reason(String title) {
    this.title = title;
  }

  /// One short sentence for people, the same for every occurrence.
  public String title() {
    return title;
  }
}
