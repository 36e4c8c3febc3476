package pagestream.demo;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import pagestream.http.Answer;
import pagestream.http.LoopbackServer;
import pagestream.http.Request;

/// A part of the demo site: some paths, and what they answer.
interface DemoPart {
  /// The paths that a visitor may begin at.
  Set<String> paths();

  /// Empty where the path is not of this part; a wrong query is an [IllegalArgumentException] that
  /// says what was expected and found.
  Optional<Answer> answer(Request request) throws IOException;

  /// A part of a single path.
  static DemoPart at(String path, LoopbackServer.Handler handler) {
    return new Single(path, handler);
  }

  /// A path, and what it answers.
  record Single(String path, LoopbackServer.Handler handler) implements DemoPart {
    @Override
    public Set<String> paths() {
      return Set.of(path);
    }

    @Override
    public Optional<Answer> answer(Request request) throws IOException {
      return request.path().equals(path) ? Optional.of(handler.answer(request)) : Optional.empty();
    }
  }
}
