package pagestream.memory;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.KnownPage;
import pagestream.pipeline.KnownPages;

/// What every form of [KnownPages] holds.
public abstract class KnownPagesContract {
  private static final String URL = "https://example.org/" + "long/".repeat(500);
  private static final KnownPage PAGE =
      new KnownPage(
          "recipe 1",
          Optional.of("\"ä-1\""),
          Optional.of("Sat, 21 Nov 2026 12:00:00 GMT"),
          "0a1b",
          "01JRUN",
          "01JPAGE",
          20,
          2,
          true);
  private static final KnownPage WITHOUT_VALIDATORS =
      new KnownPage(
          "recipe 2", Optional.empty(), Optional.empty(), "2c3d", "01JRUN", "01JPAGE", 0, 0, false);

  private KnownPages pages;

  /// Empty ones.
  protected abstract KnownPages make();

  @BeforeEach
  void use() {
    pages = make();
  }

  @Test
  void aPageThatWasNeverReadIsNotKnown() {
    assertThat(pages.find("books", URL, "recipe 1")).isEmpty();
  }

  @Test
  void aPageIsKnownAsItWasTheLastTime() {
    pages.keep("books", URL, PAGE);
    assertThat(pages.find("books", URL, "recipe 1")).contains(PAGE);

    pages.keep("books", URL, WITHOUT_VALIDATORS);
    assertThat(pages.find("books", URL, "recipe 2")).contains(WITHOUT_VALIDATORS);
  }

  @Test
  void aPageThatSomethingElseHasReadIsNotKnown() {
    pages.keep("books", URL, PAGE);

    assertThat(pages.find("books", URL, "recipe 2")).isEmpty();
    assertThat(pages.find("books", URL, "")).isEmpty();
  }

  @Test
  void aNewerPageStands() {
    KnownPage newer =
        new KnownPage(
            "recipe 1",
            Optional.empty(),
            Optional.empty(),
            "4e5f",
            "01JRUN",
            "01JPAGE2",
            1,
            1,
            true);
    pages.keep("books", URL, newer);
    pages.keep("books", URL, PAGE);

    assertThat(pages.find("books", URL, "recipe 1")).contains(newer);
  }

  @Test
  void aPageIsAnotherOneForAnotherRecipeOrAddress() {
    pages.keep("books", URL, PAGE);

    assertThat(pages.find("films", URL, "recipe 1")).isEmpty();
    assertThat(pages.find("books", URL + "2", "recipe 1")).isEmpty();
  }
}
