package pagestream.memory;

import pagestream.pipeline.KnownPages;

class InMemoryKnownPagesTest extends KnownPagesContract {
  @Override
  protected KnownPages make() {
    return new InMemoryKnownPages();
  }
}
