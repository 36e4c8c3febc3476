package pagestream.aws;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AutoClose;
import pagestream.memory.RecordsContract;
import pagestream.pipeline.Records;

class RecordTableContractIT extends RecordsContract {
  @AutoClose private static final Tables TABLES = new Tables();

  private RecordTable records;

  @Override
  protected Records make() {
    records = TABLES.make().records();
    return records;
  }

  @Override
  protected Optional<Map<String, Object>> stored(String recipe, String id) {
    return records.find(recipe, id);
  }
}
