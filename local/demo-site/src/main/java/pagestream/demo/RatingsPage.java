package pagestream.demo;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;

/// How the demo site's movies are rated, under the ids that they have on its first page: always the
/// same.
final class RatingsPage implements DemoPage {
  private static final List<String> FIELDS = List.of("id", "averageRating", "numVotes");
  private static final long SEED = 9_000_002;

  @Override
  public String title() {
    return "Ratings of invented movies";
  }

  @Override
  public List<Map<String, String>> rows(DemoQuery query, int shown) {
    RandomGenerator random = new Random(SEED);
    return DemoMovies.first(query.rows(), shown).stream()
        .map(movie -> rating(movie.id(), random))
        .toList();
  }

  private static Map<String, String> rating(String id, RandomGenerator random) {
    int tenths = 10 + random.nextInt(91);
    return DemoPage.row(
        FIELDS, id, tenths / 10 + "." + tenths % 10, Integer.toString(5 + random.nextInt(200_000)));
  }

  @Override
  public String content(DemoQuery query, List<Map<String, String>> rows, DemoHtml html) {
    return html.table("ratings", FIELDS, rows);
  }
}
