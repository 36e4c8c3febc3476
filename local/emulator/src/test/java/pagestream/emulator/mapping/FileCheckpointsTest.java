package pagestream.emulator.mapping;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import pagestream.emulator.mapping.Position.After;
import pagestream.emulator.mapping.Position.At;
import pagestream.emulator.mapping.Position.Mark;

class FileCheckpointsTest {
  @TempDir private Path directory;

  @Test
  void restartedHostFindsAllPositionsAgain() {
    FileCheckpoints before = checkpoints();
    before.save("s", "shard-1", new At("12"));
    before.save("s", "shard-2", new After("34"));
    before.save("t", "shard-1", Mark.SHARD_END);

    FileCheckpoints after = checkpoints();

    assertThat(after.find("s", "shard-1")).contains(new At("12"));
    assertThat(after.find("s", "shard-2")).contains(new After("34"));
    assertThat(after.find("t", "shard-1")).contains(Mark.SHARD_END);
  }

  @Test
  void nothingIsKnownBeforeTheFirstCheckpoint() {
    FileCheckpoints checkpoints = checkpoints();

    assertThat(checkpoints.find("s", "shard-1")).isEmpty();
    assertThat(checkpoints.knows("s")).isFalse();
    checkpoints.save("s", "shard-1", Mark.LATEST);
    assertThat(checkpoints.knows("s")).isTrue();
  }

  @Test
  void fileIsReplacedAsAWhole() throws IOException {
    FileCheckpoints checkpoints = checkpoints();
    checkpoints.save("s", "shard-1", new After("1"));
    checkpoints.save("s", "shard-1", new After("2"));

    try (Stream<Path> files = Files.list(directory.resolve("data"))) {
      assertThat(files.map(file -> file.getFileName().toString())).containsExactly("mapping.json");
    }
    assertThat(directory.resolve("data/mapping.json"))
        .hasContent("{\"s\":{\"shard-1\":\"AFTER_SEQUENCE_NUMBER:2\"}}");
  }

  @Test
  void halfWrittenDraftOfAHostThatDiedIsIgnored() throws IOException {
    checkpoints().save("s", "shard-1", new After("1"));
    Path draft = Files.writeString(directory.resolve("data/mapping.json.new"), "{\"s\":{");

    assertThat(draft).exists();
    assertThat(checkpoints().find("s", "shard-1")).contains(new After("1"));
  }

  @Test
  void brokenFileIsRefusedByName() throws IOException {
    checkpoints().save("s", "shard-1", new After("1"));
    Path file = Files.writeString(directory.resolve("data/mapping.json"), "{");

    assertThatThrownBy(this::checkpoints)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageContaining(file.toString())
        .hasMessageContaining("delete it to begin anew");
  }

  private FileCheckpoints checkpoints() {
    return new FileCheckpoints(directory.resolve("data"), "mapping.json");
  }
}
