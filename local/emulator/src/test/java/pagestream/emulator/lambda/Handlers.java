package pagestream.emulator.lambda;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestHandler;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyRequestEvent;
import com.amazonaws.services.lambda.runtime.events.APIGatewayProxyResponseEvent;
import com.amazonaws.services.lambda.runtime.events.DynamodbEvent;
import com.amazonaws.services.lambda.runtime.events.ScheduledEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/// The functions under test. RIC wants public classes with public constructors.
public final class Handlers {
  private Handlers() {}

  public static final class Echo
      implements RequestHandler<APIGatewayProxyRequestEvent, APIGatewayProxyResponseEvent> {
    public Echo() {}

    @Override
    public APIGatewayProxyResponseEvent handleRequest(
        APIGatewayProxyRequestEvent event, Context context) {
      System.out.println("out grün");
      context.getLogger().log("logged");
      return new APIGatewayProxyResponseEvent()
          .withStatusCode(200)
          .withBody(
              event.getHttpMethod()
                  + " "
                  + event.getPath()
                  + " "
                  + context.getFunctionName()
                  + " "
                  + context.getMemoryLimitInMB()
                  + " "
                  + (context.getRemainingTimeInMillis() > 0)
                  + " "
                  + context.getInvokedFunctionArn());
    }
  }

  /// Does what the word it is given says.
  public static final class Act implements RequestHandler<String, String> {
    public Act() {}

    @Override
    public String handleRequest(String what, Context context) {
      return switch (what) {
        case "throw" -> throw new IllegalStateException("no such page");
        case "hang" -> hang();
        case "exit" -> exit(7);
        case "fill" -> fill();
        case "cope" -> cope();
        case "chat" -> chat();
        case "pid" -> pid();
        default -> what;
      };
    }

    private static String hang() {
      System.out.println("hanging " + ProcessHandle.current().pid());
      try {
        new CountDownLatch(1).await();
        return "never";
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    private static String chat() {
      for (int i = 0; i < 1_000; i++) {
        System.out.println("line " + i);
      }
      return "said";
    }

    private static String exit(int value) {
      System.exit(value);
      return "never";
    }

    private static String cope() {
      try {
        return fill();
      } catch (OutOfMemoryError e) {
        return pid();
      }
    }

    private static String pid() {
      return Long.toString(ProcessHandle.current().pid());
    }

    private static String fill() {
      List<byte[]> held = new ArrayList<>();
      while (true) {
        held.add(new byte[1 << 20]);
      }
    }
  }

  public static final class Environment implements RequestHandler<String, Map<String, String>> {
    public Environment() {}

    @Override
    public Map<String, String> handleRequest(String ignored, Context context) {
      return new TreeMap<>(System.getenv());
    }
  }

  /// Events AWS's serialisation treats specially: joda-time dates, DynamoDB attribute values.
  public static final class Special {
    public Special() {}

    public String time(ScheduledEvent event) {
      return event.getTime().toString();
    }

    public String key(DynamodbEvent event) {
      return event.getRecords().getFirst().getDynamodb().getKeys().get("id").getS();
    }
  }

  public static final class FailsToInitialise implements RequestHandler<String, String> {
    public FailsToInitialise() {
      throw new IllegalArgumentException("no table configured");
    }

    @Override
    public String handleRequest(String what, Context context) {
      return what;
    }
  }
}
