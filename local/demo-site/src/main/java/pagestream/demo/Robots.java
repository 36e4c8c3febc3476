package pagestream.demo;

import java.util.Optional;
import java.util.Set;
import pagestream.http.Answer;
import pagestream.http.Request;

/// Says where robots may go.
final class Robots implements DemoPart {
  private static final String PATH = "/robots.txt";

  @Override
  public Set<String> paths() {
    return Set.of(PATH);
  }

  @Override
  public Optional<Answer> answer(Request request) {
    return request.path().equals(PATH)
        ? Optional.of(Answer.text(200, "User-agent: *\nAllow: /"))
        : Optional.empty();
  }
}
