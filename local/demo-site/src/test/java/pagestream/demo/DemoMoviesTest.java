package pagestream.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class DemoMoviesTest {
  private static List<String> texts(int count) {
    return DemoMovies.first(count, 0).stream()
        .flatMap(movie -> movie.cells().values().stream())
        .toList();
  }

  @Test
  void areTheSameEveryTimeAndEverywhere() {
    assertThat(DemoMovies.first(1, 0).getFirst().cells().toString())
        .isEqualTo(
            "{id=tt9000001, primaryTitle=Jüri Tamm & the Marmalade Snow Plough, originalTitle=Мармеладный маяк, isAdult=False, startYear=1977, runtimeMinutes=N/A, genres=Drama,Sci-Fi}");
    assertThat(DemoMovies.first(250, 0)).isEqualTo(DemoMovies.first(500, 0).subList(0, 250));
  }

  @Test
  void haveIdsNoRealTitleHas() {
    List<DemoMovies.Movie> movies = DemoMovies.first(DemoMovies.MOST, 0);

    assertThat(movies).extracting(DemoMovies.Movie::id).doesNotHaveDuplicates();
    assertThat(movies.getFirst().id()).isEqualTo("tt9000001");
    assertThat(movies.getLast().id()).isEqualTo("tt9020000");
  }

  @Test
  void showWhatPagesHoldInStoreForAParser() {
    assertThat(texts(250)).contains(DemoMovies.MISSING, "True", "False");
    assertThat(texts(250).stream().collect(Collectors.joining()))
        .contains("ü", "õ", "é", "&", "\"", "'", "М");
  }

  @Test
  void haveEveryFieldInThePagesOrder() {
    assertThat(DemoMovies.first(1, 0).getFirst().cells().keySet())
        .containsExactlyElementsOf(DemoMovies.FIELDS);
  }
}
