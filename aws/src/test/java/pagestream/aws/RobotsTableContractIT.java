package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Instant;
import java.util.Random;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import pagestream.pacing.RobotsFile;
import pagestream.pacing.RobotsFiles;
import pagestream.pacing.RobotsFilesContract;

class RobotsTableContractIT extends RobotsFilesContract {
  @AutoClose private static final Tables TABLES = new Tables();

  @Override
  protected RobotsFiles make() {
    return TABLES.make().robots();
  }

  @Test
  void aFileThatNoItemCanHoldIsNotKept() {
    URI address = URI.create("https://example.org/robots.txt");
    byte[] noise = new byte[RobotsFile.MAX_BYTES];
    new Random(7).nextBytes(noise);
    RobotsFiles files = make();

    files.keep(address, new RobotsFile(noise, Instant.parse("2026-11-21T12:00:00Z")));

    assertThat(files.find(address)).isEmpty();
  }
}
