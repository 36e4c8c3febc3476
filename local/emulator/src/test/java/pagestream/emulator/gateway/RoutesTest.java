package pagestream.emulator.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import pagestream.emulator.lambda.InvocationResult;
import pagestream.emulator.lambda.Invoker;

class RoutesTest {
  private static final Invoker NOTHING = _ -> new InvocationResult.Success(new byte[0]);

  private static Route route(String method, String template) {
    return new Route(method, template, false);
  }

  private static Route shared(String method, String template) {
    return new Route(method, template, true);
  }

  private static Routes.Found find(String method, String path, Route... routes) {
    Routes all = new Routes();
    List.of(routes).forEach(route -> all.add(route, NOTHING));
    return all.find(method, path);
  }

  @Test
  void aLiteralBeatsAParameterWhateverTheirOrder() {
    Route parameter = route("GET", "/movies/{id}");
    Route literal = route("GET", "/movies/newest");

    assertThat(find("GET", "/movies/newest", parameter, literal))
        .isEqualTo(new Routes.Found.Match(literal, NOTHING, Map.of()));
    assertThat(find("GET", "/movies/tt1", parameter, literal))
        .isEqualTo(new Routes.Found.Match(parameter, NOTHING, Map.of("id", "tt1")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"a-b", "a.b", "a~b", "a_b", "0", "Z"})
  void aLiteralOfWhateverCharactersBeatsAParameter(String segment) {
    Route literal = route("GET", "/" + segment + "/{x}");
    Route parameter = route("GET", "/{x}/b");

    assertThat(find("GET", "/" + segment + "/b", parameter, literal))
        .isEqualTo(new Routes.Found.Match(literal, NOTHING, Map.of("x", "b")));
  }

  @Test
  void theLeftmostLiteralDecides() {
    Route left = route("GET", "/a/{y}");
    Route right = route("GET", "/{x}/b");

    assertThat(find("GET", "/a/b", right, left))
        .isEqualTo(new Routes.Found.Match(left, NOTHING, Map.of("y", "b")));
  }

  @Test
  void aMethodBeatsAny() {
    Route any = route("ANY", "/movies");
    Route post = route("POST", "/movies");

    assertThat(find("POST", "/movies", any, post))
        .isEqualTo(new Routes.Found.Match(post, NOTHING, Map.of()));
    assertThat(find("DELETE", "/movies", any, post))
        .isEqualTo(new Routes.Found.Match(any, NOTHING, Map.of()));
  }

  @Test
  void anyIsNoMethodThatApiGatewayDoesNotKnow() {
    assertThat(find("TRACE", "/movies", route("ANY", "/movies")))
        .isInstanceOf(Routes.Found.NoSuchMethod.class);
  }

  @Test
  void theRootIsAPathToo() {
    Route root = route("GET", "/");

    assertThat(find("GET", "/", root)).isEqualTo(new Routes.Found.Match(root, NOTHING, Map.of()));
  }

  @Test
  void aParameterIsNeverEmpty() {
    assertThat(find("GET", "/movies/", route("GET", "/movies/{id}")))
        .isEqualTo(new Routes.Found.NoSuchPath(List.of("GET /movies/{id}")));
  }

  @Test
  void anotherMethodIsToldWhichThereAre() {
    assertThat(find("POST", "/movies", route("GET", "/movies")))
        .isEqualTo(new Routes.Found.NoSuchMethod("/movies", List.of("GET")));
  }

  @ParameterizedTest
  @ValueSource(strings = {"HEAD", "OPTIONS", "get"})
  void aMethodThatIsNotDeclaredIsNone(String method) {
    assertThat(find(method, "/movies", route("GET", "/movies")))
        .isEqualTo(new Routes.Found.NoSuchMethod("/movies", List.of("GET")));
  }

  @Test
  void optionsIsAPreflightWhereARouteIsSharedWithOtherSites() {
    Route get = shared("GET", "/movies");
    Route post = route("POST", "/movies");
    Route any = shared("ANY", "/any");

    assertThat(find("OPTIONS", "/movies", get, post))
        .isEqualTo(new Routes.Found.Preflight(List.of("OPTIONS", "GET")));
    assertThat(find("OPTIONS", "/any", any))
        .isEqualTo(
            new Routes.Found.Preflight(
                List.of("OPTIONS", "DELETE", "GET", "HEAD", "PATCH", "POST", "PUT")));
    assertThat(find("PUT", "/movies", get, post))
        .isEqualTo(new Routes.Found.NoSuchMethod("/movies", List.of("GET", "OPTIONS", "POST")));
  }

  @Test
  void anyTakesOptionsWhereItIsNotShared() {
    Route any = route("ANY", "/any");

    assertThat(find("OPTIONS", "/any", any))
        .isEqualTo(new Routes.Found.Match(any, NOTHING, Map.of()));
  }

  @Test
  void refusesWhatIsNoRoute() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> route("get", "/movies"))
        .withMessage("a route's method: expected GET, POST or ANY, found \"get\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> route("GET", "movies"))
        .withMessage("a route's path: expected a form such as /movies/{id}, found \"movies\"");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> find("GET", "/", route("GET", "/"), route("GET", "/")))
        .withMessage("routes: expected each once, found GET / twice");
  }

  @Test
  void refusesTwoNamesForOneParameter() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> find("GET", "/", route("GET", "/a/{x}"), route("POST", "/a/{y}")))
        .withMessage("routes: expected one name for a parameter, found /a/{x} and /a/{y}");
  }
}
