package pagestream.scraper;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayOutputStream;

/// JSON to events and answers to JSON, as Lambda's runtime itself does it.
final class LambdaJson {
  private LambdaJson() {}

  static <T> T read(String json, Class<T> type) {
    return serializer(type).fromJson(json);
  }

  @SuppressWarnings("unchecked")
  static <T> String write(T answer) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    serializer((Class<T>) answer.getClass()).toJson(answer, json);
    return json.toString(UTF_8);
  }

  private static <T> PojoSerializer<T> serializer(Class<T> type) {
    return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
        ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
        : JacksonFactory.getInstance().getSerializer(type);
  }
}
