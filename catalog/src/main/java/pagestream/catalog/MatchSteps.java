package pagestream.catalog;

/// How far regular expressions may go, counted in the characters that they look at. Without a
/// bound, some take minutes or years for a single long text.
///
/// One row, or one sitemap, has one of these for all of its texts: not thread-safe.
public final class MatchSteps {
  static final int OF_A_ROW = 2_000_000;
  static final int OF_A_SITEMAP = 200_000_000;

  private final int allowed;
  private int left;

  MatchSteps(int allowed) {
    this.allowed = allowed;
    this.left = allowed;
  }

  public static MatchSteps ofARow() {
    return new MatchSteps(OF_A_ROW);
  }

  public static MatchSteps ofASitemap() {
    return new MatchSteps(OF_A_SITEMAP);
  }

  int allowed() {
    return allowed;
  }

  /// The text, which takes a step for each character that is looked at.
  ///
  /// @throws UsedUpException from then on when there is none left
  CharSequence counted(String text) {
    return new Counted(text);
  }

  /// Leaves the middle of a regular expression; there is no other way out.
  static final class UsedUpException extends RuntimeException {
    private static final long serialVersionUID = 1;

    UsedUpException() {
      super("the steps are used up", null, false, false);
    }
  }

  private final class Counted implements CharSequence {
    private final String text;

    Counted(String text) {
      this.text = text;
    }

    @Override
    public int length() {
      return text.length();
    }

    @Override
    public char charAt(int index) {
      if (left == 0) {
        throw new UsedUpException();
      }
      left--;
      return text.charAt(index);
    }

    @Override
    public CharSequence subSequence(int start, int end) {
      return text.subSequence(start, end);
    }

    @Override
    public String toString() {
      return text;
    }
  }
}
