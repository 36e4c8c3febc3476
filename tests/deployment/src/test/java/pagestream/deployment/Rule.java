package pagestream.deployment;

import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/// What the templates keep to, and the changes by which they would not.
record Rule(String name, BiConsumer<Templates, Faults> check, List<Mutation> mutations) {
  /// A change for the worse.
  ///
  /// @param others the names of further rules that it breaks
  record Mutation(String name, Consumer<Templates> change, Set<String> others) {
    Mutation alsoBreaking(String... rules) {
      return new Mutation(name, change, Set.of(rules));
    }

    Templates of(Templates templates) {
      Templates copy = templates.copy();
      change.accept(copy);
      return copy;
    }

    @Override
    public String toString() {
      return name;
    }
  }

  static Rule rule(String name, BiConsumer<Templates, Faults> check, Mutation... mutations) {
    return new Rule(name, check, List.of(mutations));
  }

  static Mutation mutation(String name, Consumer<Templates> change) {
    return new Mutation(name, change, Set.of());
  }

  List<String> faults(Templates templates) {
    Faults faults = new Faults();
    check.accept(templates, faults);
    return faults.found();
  }

  @Override
  public String toString() {
    return name;
  }
}
