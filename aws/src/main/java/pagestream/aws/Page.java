package pagestream.aws;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// Some results of a query, and the cursor that asks for those after them.
public record Page<T>(List<T> items, Optional<String> next) {
  public <U> Page<U> map(Function<? super T, ? extends U> mapping) {
    return new Page<>(items.stream().<U>map(mapping).toList(), next);
  }
}
