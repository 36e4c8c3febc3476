package pagestream.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagestream.catalog.Recipes;

class SourceFolderTest {
  private static final URI DEMO = URI.create("http://127.0.0.1:8081/");

  @TempDir Path project;

  private String file(SourceFolder folder, String name) throws IOException {
    return Files.readString(folder.path().resolve(name));
  }

  @Test
  void theProjectsSourcesStandBesideTheDemoSites() throws IOException {
    Files.createDirectory(project.resolve("sources"));
    Files.writeString(project.resolve("sources/shop.yml"), "recipe: books\n");

    try (SourceFolder folder = SourceFolder.make(project, Recipes.packaged(), DEMO)) {
      assertThat(file(folder, "shop.yml")).isEqualTo("recipe: books\n");
      assertThat(file(folder, "books.yml"))
          .isEqualTo(
              """
              recipe: books
              start: http://127.0.0.1:8081/shop/
              pace: {delay: 0 seconds, atOnce: 4}
              """);
      assertThat(file(folder, "demo-ratings.yml"))
          .isEqualTo("recipe: ratings\nstart: http://127.0.0.1:8081/ratings\n");
    }
  }

  @Test
  void aProjectsSourceStandsBeforeTheDemosOfItsName() throws IOException {
    Files.createDirectory(project.resolve("sources"));
    Files.writeString(project.resolve("sources/books.yml"), "recipe: mine\n");

    try (SourceFolder folder = SourceFolder.make(project, Recipes.packaged(), DEMO)) {
      assertThat(file(folder, "books.yml")).isEqualTo("recipe: mine\n");
    }
  }

  @Test
  void aProjectWithoutARecipeHasNoDemoSourceOfIt() throws IOException {
    try (SourceFolder folder = SourceFolder.make(project, Recipes.in(project), DEMO)) {
      assertThat(folder.path()).isEmptyDirectory();
    }
  }

  @Test
  void theFolderIsRemovedInTheEndAndTheProjectsIsLeftAlone() throws IOException {
    Path shop =
        Files.writeString(
            Files.createDirectory(project.resolve("sources")).resolve("shop.yml"), "recipe: a\n");
    SourceFolder folder = SourceFolder.make(project, Recipes.packaged(), DEMO);
    folder.close();

    assertThat(folder.path()).doesNotExist();
    assertThat(shop).hasContent("recipe: a");
  }
}
