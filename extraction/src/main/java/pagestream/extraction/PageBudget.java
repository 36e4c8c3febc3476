package pagestream.extraction;

import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jsoup.nodes.Element;
import org.jsoup.select.CombiningEvaluator;
import org.jsoup.select.Evaluator;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Rejection;
import pagestream.pipeline.Result;
import pagestream.timing.Deadline;

/// What reading one page may take. A page that takes more is rejected, so that none takes all
/// memory or all the time of a function.
final class PageBudget {
  static final int MAX_ELEMENTS = 500_000;
  static final int MAX_ROWS = 100_000;

  /// An element that is deeper is placed at this depth, as browsers do.
  static final int MAX_DEPTH = 512;

  /// What the texts of all rows may have together. Rows within rows have the same text many times.
  static final int MAX_TEXT = 32 << 20;

  /// What is kept of the HTML of all broken rows together.
  static final int MAX_KEPT = 16 << 20;

  private final Deadline deadline;
  private int elements;
  private long text;
  private long kept;

  /// @param deadline when the page must be read
  PageBudget(Deadline deadline) {
    this.deadline = deadline;
  }

  /// Reads a page; rejected where that takes too much.
  static <T> Result<T> within(Deadline deadline, Function<PageBudget, Result<T>> reading) {
    try {
      return reading.apply(new PageBudget(deadline));
    } catch (ExceededException e) {
      return new Result.Rejected<>(e.why);
    }
  }

  /// Takes an element in while the page is parsed.
  void addElement() {
    elements++;
    check(elements <= MAX_ELEMENTS, MAX_ELEMENTS, "elements");
    checkTime();
  }

  void addRows(int rows) {
    check(rows <= MAX_ROWS, MAX_ROWS, "rows");
  }

  void addText(int characters) {
    text += characters;
    check(text <= MAX_TEXT, MAX_TEXT, "characters in all of its rows together");
  }

  /// A broken row as it stands on the page; nothing where too much is kept already.
  Payload keep(Element row) {
    if (kept > MAX_KEPT) {
      return Payload.NOTHING;
    }
    String html = row.outerHtml();
    kept += html.length();
    return kept > MAX_KEPT ? Payload.NOTHING : Payload.html(html);
  }

  /// The same selector, but that it looks at the time before each element.
  Evaluator inTime(Evaluator selector) {
    return new CombiningEvaluator.And(List.of(new Tick(), selector));
  }

  private void checkTime() {
    if (deadline.passed()) {
      throw new ExceededException(
          "expected a page that is read in the time of one function, found that it takes longer;"
              + " select less, or by simpler selectors");
    }
  }

  private static void check(boolean holds, int limit, String what) {
    if (!holds) {
      throw new ExceededException(
          String.format(Locale.ROOT, "expected a page of at most %,d %s, found more", limit, what));
    }
  }

  private final class Tick extends Evaluator {
    @Override
    public boolean matches(Element root, Element element) {
      checkTime();
      return true;
    }

    /// Less than any other's: it comes first.
    @Override
    protected int cost() {
      return 0;
    }
  }

  /// Leaves the middle of a parser or a selector; there is no other way out.
  private static final class ExceededException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Rejection why;

    ExceededException(String message) {
      super(message, null, false, false);
      this.why = new Rejection(Reason.PAGE_TOO_COMPLEX, message);
    }
  }
}
