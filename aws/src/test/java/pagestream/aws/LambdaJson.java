package pagestream.aws;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import com.amazonaws.services.lambda.runtime.serialization.PojoSerializer;
import com.amazonaws.services.lambda.runtime.serialization.events.LambdaEventSerializers;
import com.amazonaws.services.lambda.runtime.serialization.factories.JacksonFactory;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.reflect.Proxy;

/// What Lambda's runtime does around a handler: JSON to events, answers to JSON, and the context.
public final class LambdaJson {
  private LambdaJson() {}

  public static <T> T read(String json, Class<T> type) {
    return serializer(type).fromJson(json);
  }

  @SuppressWarnings("unchecked")
  public static <T> String write(T answer) {
    ByteArrayOutputStream json = new ByteArrayOutputStream();
    serializer((Class<T>) answer.getClass()).toJson(answer, json);
    return json.toString(UTF_8);
  }

  /// A function's answer to an event.
  public static String handle(RequestStreamHandler handler, String event, int millisLeft)
      throws IOException {
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(UTF_8)), answer, context(millisLeft));
    return answer.toString(UTF_8);
  }

  /// A context that knows the time left and the request's id, and nothing else.
  public static Context context(int millisLeft) {
    return (Context)
        Proxy.newProxyInstance(
            Context.class.getClassLoader(),
            new Class<?>[] {Context.class},
            (proxy, method, arguments) ->
                switch (method.getName()) {
                  case "getRemainingTimeInMillis" -> millisLeft;
                  case "getAwsRequestId" -> "a-request";
                  default -> null;
                });
  }

  private static <T> PojoSerializer<T> serializer(Class<T> type) {
    return LambdaEventSerializers.isLambdaSupportedEvent(type.getName())
        ? LambdaEventSerializers.serializerFor(type, type.getClassLoader())
        : JacksonFactory.getInstance().getSerializer(type);
  }
}
