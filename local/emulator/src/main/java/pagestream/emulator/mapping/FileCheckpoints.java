package pagestream.emulator.mapping;

import static java.nio.file.StandardCopyOption.ATOMIC_MOVE;
import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;

import com.fasterxml.jackson.core.type.TypeReference;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import pagestream.encoding.Json;

/// Checkpoints in a JSON file, `{"<stream>": {"<shard>": "<position>"}}`, which is replaced as a
/// whole so that a host that dies while it writes leaves the previous one.
final class FileCheckpoints implements Checkpoints {
  private final Path directory;
  private final Path file;
  private final Map<String, Map<String, String>> positions;

  /// @param directory the data directory, made when the first checkpoint is saved
  /// @param fileName the name of the mapping's own file in it
  FileCheckpoints(Path directory, String fileName) {
    this.directory = directory;
    this.file = directory.resolve(fileName);
    this.positions = read(file);
  }

  @Override
  public synchronized Optional<Position> find(String stream, String shardId) {
    return Optional.ofNullable(positions.getOrDefault(stream, Map.of()).get(shardId))
        .map(Position::parse);
  }

  @Override
  public synchronized void save(String stream, String shardId, Position position) {
    positions.computeIfAbsent(stream, _ -> new TreeMap<>()).put(shardId, position.text());
    try {
      write();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: expected to be able to write it, found %s; make its folder writable"
              .formatted(file, e.getMessage()),
          e);
    }
  }

  @Override
  public synchronized boolean knows(String stream) {
    return positions.containsKey(stream);
  }

  private void write() throws IOException {
    Files.createDirectories(directory);
    Path draft = directory.resolve(file.getFileName() + ".new");
    Files.write(draft, Json.MAPPER.writeValueAsBytes(positions));
    Files.move(draft, file, ATOMIC_MOVE, REPLACE_EXISTING);
  }

  private static Map<String, Map<String, String>> read(Path file) {
    if (!Files.exists(file)) {
      return new TreeMap<>();
    }
    try {
      return Json.MAPPER.readValue(
          Files.readAllBytes(file), new TypeReference<TreeMap<String, Map<String, String>>>() {});
    } catch (IOException e) {
      throw new UncheckedIOException(
          "%s: expected positions by stream and shard, found something else; repair it, or delete it to begin anew"
              .formatted(file),
          e);
    }
  }
}
