package pagestream.extraction;

import java.util.List;
import pagestream.catalog.Recipe;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Result;
import pagestream.pipeline.Row;
import pagestream.timing.Deadline;
import pagestream.yaml.Mistake;
import pagestream.yaml.YamlException;

/// Takes rows and links off pages of one format, as one recipe says.
public sealed interface Extractor permits HtmlExtractor {

  /// The extractor of the recipe's format.
  ///
  /// @throws YamlException naming every mistake that [#mistakes] finds
  static Extractor of(Recipe recipe) {
    List<Mistake> mistakes = mistakes(recipe);
    if (!mistakes.isEmpty()) {
      throw new YamlException(mistakes);
    }
    return switch (recipe.format()) {
      case HTML -> new HtmlExtractor(recipe);
    };
  }

  /// The mistakes in a recipe that only the extractor of its format can see.
  static List<Mistake> mistakes(Recipe recipe) {
    return switch (recipe.format()) {
      case HTML -> HtmlExtractor.mistakes(recipe);
    };
  }

  /// What is on the page of a list. A page is rejected as a whole where it is of another format,
  /// cannot be read, is a block page, does not look as the recipe says, or takes too much to be
  /// read.
  ///
  /// @param deadline when it must be read
  Result<Extraction> extract(Content page, Deadline deadline);

  /// What is on the page that a row leads to: the row with its fields. It is rejected as the page
  /// of a list is, and where the row cannot go on.
  ///
  /// @param level the page's; see [pagestream.catalog.Detail]
  /// @param row as the pages before had it
  Result<Extraction> extractDetail(Content page, int level, Row row, Deadline deadline);

  /// A row of a list, as a failure keeps it. Where it stands on its page is not known any more: a
  /// field that is selected by what is around the row is absent.
  ///
  /// @param row as it stood on the page
  Result<Taken> extractRow(Content row, int position, Deadline deadline);

  /// What a failure keeps of a page: text where the page can be read, else the bytes.
  Payload kept(Content page);
}
