package pagestream.query;

import static org.assertj.core.api.Assertions.assertThat;
import static pagestream.query.Samples.json;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import pagestream.aws.Slice;
import pagestream.encoding.Json;

class SliceViewTest {
  @Test
  void aSliceHasItsItemsAndWhereItGoesOn() throws Exception {
    Slice<String> slice = new Slice<>(List.of("a", "b"), Optional.of("cursor"));

    assertThat(SliceView.of(slice, text -> Json.MAPPER.createObjectNode().put("id", text)))
        .isEqualTo(
            json(
                """
                {"items": [{"id": "a"}, {"id": "b"}], "next": "cursor"}
                """));
  }

  @Test
  void theLastSliceGoesOnNowhere() throws Exception {
    Slice<String> slice = new Slice<>(List.of(), Optional.empty());

    assertThat(SliceView.of(slice, text -> Json.MAPPER.createObjectNode()))
        .isEqualTo(json("{\"items\": [], \"next\": null}"));
  }
}
