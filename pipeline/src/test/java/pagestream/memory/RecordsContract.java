package pagestream.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.memory.PortSamples.id;
import static pagestream.memory.PortSamples.origin;
import static pagestream.memory.PortSamples.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import pagestream.pipeline.Origin;
import pagestream.pipeline.Origins;
import pagestream.pipeline.Records;
import pagestream.pipeline.Records.Put;
import pagestream.pipeline.TypedRecord;
import pagestream.pipeline.Version;

/// What every form of [Records] holds.
public abstract class RecordsContract {
  private Records records;

  /// Empty records, which never take one without an id.
  protected abstract Records make();

  /// The fields that are stored under a key.
  protected abstract Optional<Map<String, Object>> stored(String recipe, String id);

  @BeforeEach
  void use() {
    records = make();
  }

  private Put put(int run, TypedRecord record) {
    return put(origin(run), record);
  }

  private Put put(Origin origin, TypedRecord record) {
    return records.put(origin, List.of(record)).getFirst();
  }

  private static Version version(int run, int position, String title) {
    return new Version(origin(run).page(), position, "hash of " + title);
  }

  private Version version() {
    return version("movies");
  }

  private Version version(String recipe) {
    return records.versions(recipe, List.of("tt1")).get("tt1");
  }

  private Object title() {
    return stored("movies", "tt1").orElseThrow().get("primaryTitle");
  }

  @Test
  void aNewRecordIsStoredWithItsFieldsAndItsVersion() {
    TypedRecord record = record(7, "tt1", "Jüri");

    assertThat(put(1, record)).isEqualTo(new Put.Stored());

    assertThat(stored("movies", "tt1").orElseThrow()).containsAllEntriesOf(record.fields());
    assertThat(version()).isEqualTo(version(1, 7, "Jüri"));
  }

  @Test
  void aNewerPageReplacesARecordWholly() {
    put(1, record(5, "tt1", "Old"));

    assertThat(put(2, new TypedRecord(0, "tt1", "new", Map.of("primaryTitle", "New"))))
        .isEqualTo(new Put.Stored());
    assertThat(title()).isEqualTo("New");
    assertThat(stored("movies", "tt1").orElseThrow()).doesNotContainKey("startYear");
  }

  @Test
  void anOlderPageIsOutdatedAndToldWhatIsStored() {
    put(2, record(5, "tt1", "New"));

    assertThat(put(1, record(9, "tt1", "Old"))).isEqualTo(new Put.Outdated(version(2, 5, "New")));
    assertThat(title()).isEqualTo("New");
  }

  @Test
  void rowsThatAreOutdatedReplaceNothingWhateverTheirVersion() {
    put(1, record(0, "tt1", "Old"));
    Origin outdated =
        origin(2).again("01JREDRIVE", "task", new Origin.Redriven("01JCOUNTED", "", true));

    assertThat(put(outdated, record(0, "tt1", "Newer")))
        .isEqualTo(new Put.Outdated(version(1, 0, "Old")));
    assertThat(put(outdated, record(1, "tt2", "First"))).isEqualTo(new Put.Stored());
    assertThat(title()).isEqualTo("Old");
  }

  @Test
  void thePageDecidesAndNotTheRun() {
    Origin beganFirst = origin(1);
    Origin wholeLast = Origins.with(beganFirst, Map.of("page", origin(3).page()));
    put(2, record(0, "tt1", "Began last"));

    assertThat(put(wholeLast, record(0, "tt1", "Whole last"))).isEqualTo(new Put.Stored());
    assertThat(title()).isEqualTo("Whole last");
  }

  @Test
  void aRowFurtherDownTheSamePageReplacesTheOneAbove() {
    put(1, record(5, "tt1", "Above"));

    assertThat(put(1, record(10, "tt1", "Below"))).isEqualTo(new Put.Stored());
    assertThat(title()).isEqualTo("Below");
  }

  @Test
  void aRowFurtherUpTheSamePageIsOutdated() {
    put(1, record(10, "tt1", "Below"));

    assertThat(put(1, record(5, "tt1", "Above")))
        .isEqualTo(new Put.Outdated(version(1, 10, "Below")));
    assertThat(title()).isEqualTo("Below");
  }

  @Test
  void theSameRowDeliveredAgainIsOutdatedByItself() {
    put(1, record(5, "tt1", "Same"));

    assertThat(put(1, record(5, "tt1", "Same"))).isEqualTo(new Put.Outdated(version(1, 5, "Same")));
  }

  @Test
  void twoRecipesWithTheSameIdsNeverMeet() {
    put(origin("movies", 2), record(0, "tt1", "A movie"));

    assertThat(version("books")).isNull();
    assertThat(put(origin("books", 1), record(0, "tt1", "A book"))).isEqualTo(new Put.Stored());
    assertThat(title()).isEqualTo("A movie");
    assertThat(stored("books", "tt1").orElseThrow()).containsEntry("primaryTitle", "A book");
    assertThat(version("books")).isEqualTo(version(1, 0, "A book"));
    assertThat(version("movies")).isEqualTo(version(2, 0, "A movie"));
  }

  @Test
  void aReadSeesEveryWriteBeforeIt() {
    for (int run = 1; run <= 20; run++) {
      put(run, record(run, "tt1", "Title " + run));

      assertThat(version()).isEqualTo(version(run, run, "Title " + run));
    }
  }

  @Test
  void whatCanNeverBeStoredIsRejectedAndTheOthersAreStored() {
    List<Put> puts =
        records.put(
            origin(1),
            List.of(
                record(0, "tt1", "Good"), record(1, "", "Has no key"), record(2, "tt2", "Good")));

    assertThat(puts)
        .satisfiesExactly(
            put -> assertThat(put).isEqualTo(new Put.Stored()),
            put -> assertThat(put).isInstanceOf(Put.Rejected.class),
            put -> assertThat(put).isEqualTo(new Put.Stored()));
    assertThat(records.versions("movies", List.of("tt1", "tt2"))).hasSize(2);
  }

  @Test
  void recordsAreAnsweredInTheirOrder() {
    put(2, record(0, id(3), "Newer"));

    List<Put> puts = new ArrayList<>(records.put(origin(1), PortSamples.records(40)));

    assertThat(puts).hasSize(40);
    assertThat(puts.remove(3)).isInstanceOf(Put.Outdated.class);
    assertThat(puts).containsOnly(new Put.Stored());
  }

  @Test
  void versionsOfAnyNumberOfIdsAreFoundAndOfAnIdTwiceOnce() {
    records.put(origin(1), PortSamples.records(230));

    Map<String, Version> versions =
        records.versions(
            "movies",
            Stream.of(
                    IntStream.range(0, 250).mapToObj(PortSamples::id),
                    IntStream.range(0, 30).mapToObj(PortSamples::id))
                .flatMap(ids -> ids)
                .toList());

    assertThat(versions).hasSize(230).doesNotContainKey(id(230));
    assertThat(versions.get(id(101))).isEqualTo(version(1, 101, "Movie 101"));
  }

  @Test
  void ofNoIdsThereAreNoVersionsAndOfNoRecordsNothingBecomes() {
    assertThat(records.versions("movies", List.of())).isEmpty();
    assertThat(records.put(origin(1), List.of())).isEmpty();
  }
}
