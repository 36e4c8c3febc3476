package pagestream.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import pagestream.yaml.YamlException;

/// What a recipe says of the links that lead on, and of block pages.
class FollowReaderTest {
  private static final String LIST =
      """
      rows: article
      key: url
      fields:
        url: {select: a, take: '@href', type: url, required: true}
      """;

  private static final String WHOLE =
      LIST
          + """
          blocked: form#captcha
          follow:
            next: li.next > a
            detail:
              link: h3 > a
              layout: {present: [.product]}
              fields:
                upc: {select: .upc, required: true}
              detail:
                link: a.reviews
                fields:
                  reviews: {select: .count, type: integer}
          """;

  private static Recipe read(String yaml) {
    return RecipeReader.read("test", "recipes/test.yml", yaml);
  }

  private static List<String> mistakes(String yaml) {
    YamlException e = catchThrowableOfType(YamlException.class, () -> read(yaml));
    assertThat(e).as("mistakes in%n%s", yaml).isNotNull();
    return Arrays.asList(e.getMessage().split("\n"));
  }

  @Test
  void theNextPageIsALink() {
    Recipe recipe = read(LIST + "follow: {next: .next a}\n");

    assertThat(recipe.follow().next()).map(Selector::text).contains(".next a");
    assertThat(recipe.follow().details()).isEmpty();
  }

  @Test
  void detailsAreLevelsOneBelowTheOther() {
    Recipe recipe = read(WHOLE);

    assertThat(recipe.blocked()).map(Selector::text).contains("form#captcha");
    assertThat(recipe.follow().details())
        .extracting(Detail::level, detail -> detail.link().text(), detail -> names(detail.fields()))
        .containsExactly(
            tuple(1, "h3 > a", List.of("upc")), tuple(2, "a.reviews", List.of("reviews")));
    assertThat(recipe.follow().detail().orElseThrow().layout().present())
        .map(Selector::text)
        .containsExactly(".product");
  }

  @Test
  void theFieldsOfARecipeAreThoseOfAllItsLevels() {
    Recipe recipe = read(WHOLE);

    assertThat(names(recipe.listFields())).containsExactly("url");
    assertThat(names(recipe.fields())).containsExactly("url", "upc", "reviews");
  }

  private static List<String> names(List<Field> fields) {
    return fields.stream().map(Field::name).toList();
  }

  @Test
  void theKeyMayBeAFieldOfADetail() {
    assertThat(read(WHOLE.replace("key: url", "key: upc")).key()).isEqualTo("upc");
    assertThat(mistakes(WHOLE.replace("key: url", "key: reviews")))
        .containsExactly(
            "recipes/test.yml:2: key: expected a field that is required, found \"reviews\"");
  }

  @Test
  void aDetailMayOnlyLeadToTheNext() {
    String yaml =
        LIST + "follow: {detail: {link: a, detail: {link: b, fields: {c: {select: d}}}}}\n";

    assertThat(read(yaml).follow().details())
        .extracting(detail -> detail.fields().size())
        .containsExactly(0, 1);
  }

  @Test
  void everySelectorKnowsWhereItStands() {
    assertThat(read(WHOLE).selectors())
        .extracting(selector -> selector.place().toString())
        .containsExactly(
            "recipes/test.yml:1: rows",
            "recipes/test.yml:5: blocked",
            "recipes/test.yml:4: fields.url.select",
            "recipes/test.yml:7: follow.next",
            "recipes/test.yml:9: follow.detail.link",
            "recipes/test.yml:10: follow.detail.layout.present",
            "recipes/test.yml:12: follow.detail.fields.upc.select",
            "recipes/test.yml:14: follow.detail.detail.link",
            "recipes/test.yml:16: follow.detail.detail.fields.reviews.select");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "'upc: {select: .upc, required: true}'|'url: {select: .upc, required: true}'|12: follow.detail.fields.url: expected a name that no level above has, found \"url\"",
        "'reviews: {select'|'upc: {select'|16: follow.detail.detail.fields.upc: expected a name that no level above has, found \"upc\"",
        "'link: h3 > a'|'links: h3 > a'|9: follow.detail.link: expected a value, found none",
        "'link: h3 > a'|'links: h3 > a'|9: follow.detail.links: expected one of link, layout, fields, detail, found \"links\"",
        "'next: li.next > a'|'more: li.next > a'|7: follow.more: expected one of next, detail, found \"more\"",
        "'next: li.next > a'|'next: [a, b]'|7: follow.next: expected a single value, found a list of 2",
        "'{present: [.product]}'|'{absent: p}'|10: follow.detail.layout.absent: expected one of present, found \"absent\"",
        "'blocked: form#captcha'|'blocked: [a]'|5: blocked: expected a single value, found a list of 1",
        "'type: integer'|'type: int'|16: follow.detail.detail.fields.reviews.type: expected one of TYPES, found \"int\"",
        "'reviews: {'|'limit: {'|16: follow.detail.detail.fields.limit: expected a name of letters, digits and _ that is none of limit, cursor, sort, order, found \"limit\""
      })
  void aMistakeIsNamedWithItsLine(String good, String bad, String mistake) {
    String yaml = WHOLE.replace(good, bad);

    assertThat(yaml).isNotEqualTo(WHOLE);
    assertThat(mistakes(yaml)).contains("recipes/test.yml:" + RecipeReaderTest.withWords(mistake));
  }

  @Test
  void aDetailHasAFieldOrLeadsOn() {
    assertThat(mistakes(LIST + "follow:\n  detail: {link: a}\n"))
        .containsExactly(
            "recipes/test.yml:6: follow.detail.fields: expected at least one field, found none");
    assertThat(mistakes(LIST + "follow: {}\n"))
        .containsExactly(
            "recipes/test.yml:5: follow: expected at least one of next, detail, found none");
  }
}
