package pagestream.aws;

import org.junit.jupiter.api.AutoClose;
import pagestream.memory.KnownPagesContract;
import pagestream.pipeline.KnownPages;

class KnownPageTableContractIT extends KnownPagesContract {
  @AutoClose private static final Tables TABLES = new Tables();

  @Override
  protected KnownPages make() {
    return TABLES.make().knownPages();
  }
}
