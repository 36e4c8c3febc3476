package pagestream.aws;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A slice of the results of a query, and the cursor that asks for those after them.
public record Slice<T>(List<T> items, Optional<String> next) {
  public <U> Slice<U> map(Function<? super T, ? extends U> mapping) {
    return new Slice<>(items.stream().<U>map(mapping).toList(), next);
  }
}
