package pagestream.pacing;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The robots.txt of sites in memory.
public final class InMemoryRobotsFiles implements RobotsFiles {
  private final Map<URI, RobotsFile> files = new ConcurrentHashMap<>();

  @Override
  public Optional<RobotsFile> find(URI address) {
    return Optional.ofNullable(files.get(address));
  }

  @Override
  public void keep(URI address, RobotsFile file) {
    files.put(address, file);
  }
}
