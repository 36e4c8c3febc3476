package pagestream.memory;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import pagestream.pipeline.KnownPage;
import pagestream.pipeline.KnownPages;

/// Known pages in memory. They can be made to fail.
public final class InMemoryKnownPages implements KnownPages {
  private record Key(String recipe, String url) {}

  private final Map<Key, KnownPage> pages = new ConcurrentHashMap<>();
  private final Faults faults;

  public InMemoryKnownPages() {
    this(Faults.NONE);
  }

  public InMemoryKnownPages(Faults faults) {
    this.faults = faults;
  }

  @Override
  public Optional<KnownPage> find(String recipe, String url, String readBy) {
    return faults.read(
        "findPage",
        () ->
            Optional.ofNullable(pages.get(new Key(recipe, url)))
                .filter(page -> page.readBy().equals(readBy)));
  }

  @Override
  public void keep(String recipe, String url, KnownPage page) {
    faults.run(
        "keepPage", () -> pages.merge(new Key(recipe, url), page, InMemoryKnownPages::newer));
  }

  private static KnownPage newer(KnownPage one, KnownPage other) {
    return one.page().compareTo(other.page()) > 0 ? one : other;
  }
}
