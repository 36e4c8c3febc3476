package pagestream.demo;

import java.io.IOException;
import java.util.Optional;
import java.util.Set;
import pagestream.http.Answer;
import pagestream.http.Request;

/// A part of the demo site: some paths, and what they answer.
interface DemoPart {
  /// The paths that a visitor may begin at.
  Set<String> paths();

  /// Empty where the path is not of this part; a wrong query is an [IllegalArgumentException] that
  /// says what was expected and found.
  Optional<Answer> answer(Request request) throws IOException;
}
