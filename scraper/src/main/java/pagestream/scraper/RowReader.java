package pagestream.scraper;

import java.net.URI;
import java.util.Optional;
import pagestream.catalog.Recipe;
import pagestream.catalog.Recipes;
import pagestream.extraction.Content;
import pagestream.extraction.Taken;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Payload;
import pagestream.pipeline.Reason;
import pagestream.pipeline.Result;
import pagestream.timing.Deadline;

/// Reads rows that were kept as they stood on their page, by the recipe that is deployed today.
final class RowReader {
  private final Recipes recipes;
  private final Extractors extractors = new Extractors();

  RowReader(Recipes recipes) {
    this.recipes = recipes;
  }

  Result<Taken> read(Origin page, int position, Payload kept, Deadline deadline) {
    Optional<Recipe> recipe = recipes.find(page.recipe());
    if (recipe.isEmpty()) {
      return Result.rejected(
          Reason.RECIPE_UNKNOWN,
          "expected a recipe \"%s\" to be deployed, found none".formatted(page.recipe()));
    }
    try {
      Content row = new Content(URI.create(page.url()), kept.contentType(), kept.bytes());
      return extractors.of(recipe.get()).extractRow(row, position, deadline);
    } catch (RuntimeException | StackOverflowError e) { // it must not cost the other rows
      return Result.rejected(Reason.UNEXPECTED, "the row could not be read as it was kept");
    }
  }
}
