package pagestream.aws;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/// Gives every test tables that nobody has used yet, in one engine a class.
abstract class WithTables {
  private static Tables tables;

  Tables.Made made;

  @BeforeAll
  static void start() {
    tables = new Tables();
  }

  @AfterAll
  static void stop() {
    tables.close();
  }

  @BeforeEach
  void make() {
    made = tables.make();
  }
}
