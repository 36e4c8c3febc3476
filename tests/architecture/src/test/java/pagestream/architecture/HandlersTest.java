package pagestream.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import pagestream.templates.Stack;

class HandlersTest {
  private static final Path PROJECT = Path.of(System.getProperty("project.folder"));

  @Test
  void everyHandlerIsAClassOfThisProject() {
    Stack stack = Stack.read(PROJECT, Map.of("suffix", "x", "url", "https://example.org/"));

    assertThat(stack.functions())
        .extracting(function -> function.handler().replaceFirst("::.*", ""))
        .isNotEmpty()
        .allSatisfy(Class::forName);
  }
}
