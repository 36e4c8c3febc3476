package pagestream.deployment;

import static pagestream.deployment.Rule.mutation;
import static pagestream.deployment.Rule.rule;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import pagestream.aws.LambdaLog;
import pagestream.config.Settings;

/// What functions are told by their environment: what their code reads, found by having it read.
final class EnvironmentRules {
  /// The local host's, which stand for something else where they are unset.
  private static final Set<String> LOCAL = Set.of("RECIPES_DIR", "SOURCES_DIR", "ENGINE");

  /// What Lambda tells each function itself.
  private static final Set<String> OF_LAMBDA = Set.of("AWS_LAMBDA_LOG_FORMAT");

  static final List<Rule> ALL =
      List.of(
          rule(
              "functions are told what their code reads, and no more",
              EnvironmentRules::variables,
              mutation("a variable forgotten", t -> variables(t).remove("MOVIES_TABLE_NAME")),
              mutation(
                  "a variable forgotten that has a default", t -> variables(t).remove("LOG_LEVEL")),
              mutation(
                  "a variable nobody reads", t -> variables(t).put("MOVIE_TABLE_NAME", "movie")),
              mutation("a value nobody takes", t -> variables(t).put("LOG_LEVEL", "LOUD"))),
          rule(
              "variables are plain texts, which osls keeps when it updates them alone",
              EnvironmentRules::texts,
              mutation(
                  "an expression",
                  t ->
                      variables(t)
                          .putObject("MOVIES_TABLE_NAME")
                          .put("Fn::ImportValue", "MoviesTableName-" + t.suffix()))),
          rule(
              "variables name what stands in the templates",
              EnvironmentRules::names,
              mutation(
                  "another's table",
                  t -> variables(t).put("MOVIES_TABLE_NAME", "movie-of-another")),
              mutation(
                  "the dead letters' queue",
                  t ->
                      t.at("ScraperLambdaFunction", "/Environment/Variables")
                          .put("TASK_QUEUE_NAME", "tasks-dead-letters-" + t.suffix()))));

  private EnvironmentRules() {}

  private static void variables(Templates templates, Faults faults) {
    for (Resource function : templates.of(FunctionRules.FUNCTION)) {
      Recorded environment = new Recorded(function);
      try {
        config(function).invoke(null, environment);
        LambdaLog.from(environment);
      } catch (InvocationTargetException e) {
        faults.expect(false, function.id(), "a whole environment", e.getCause().getMessage());
      } catch (ReflectiveOperationException e) {
        throw new AssertionError(function.id() + ": expected a class …Config beside …Handler", e);
      } catch (Settings.SettingsException e) {
        faults.expect(false, function.id(), "a whole environment", e.getMessage());
      }
      var read = new TreeSet<>(environment.read);
      read.removeAll(LOCAL);
      read.removeAll(OF_LAMBDA);
      faults.same(function.id() + " Variables", read, environment.keySet());
    }
  }

  private static Method config(Resource function) throws ReflectiveOperationException {
    String handler = function.text("Handler").replaceFirst("::.*", "");
    Method from =
        Class.forName(handler.replaceFirst("Handler$", "Config"))
            .getDeclaredMethod("from", Map.class);
    from.setAccessible(true);
    return from;
  }

  private static void texts(Templates templates, Faults faults) {
    for (Resource function : templates.of(FunctionRules.FUNCTION)) {
      for (Map.Entry<String, JsonNode> each : function.at("/Environment/Variables").properties()) {
        faults.expect(
            each.getValue().isTextual(),
            function.id() + " " + each.getKey(),
            "a text",
            each.getValue());
      }
    }
  }

  private static void names(Templates templates, Faults faults) {
    Map<String, String> expected =
        Map.of(
            "PROCESS_DATA_STREAM_NAME", templates.resource("RawStream").text("Name"),
            "WRITE_DATA_STREAM_NAME", templates.resource("CleanStream").text("Name"),
            "MOVIES_TABLE_NAME", templates.resource("MoviesTable").text("TableName"),
            "ERROR_TABLE_NAME", templates.resource("ErrorTable").text("TableName"),
            "RUN_TABLE_NAME", templates.resource("RunTable").text("TableName"),
            "HOST_TABLE_NAME", templates.resource("HostTable").text("TableName"),
            "TASK_QUEUE_NAME", templates.resource("TaskQueue").text("QueueName"));
    for (Resource function : templates.of(FunctionRules.FUNCTION)) {
      for (Map.Entry<String, JsonNode> each : function.at("/Environment/Variables").properties()) {
        if (each.getValue().isTextual() && expected.containsKey(each.getKey())) {
          faults.equal(
              function.id() + " " + each.getKey(), expected.get(each.getKey()), each.getValue());
        }
      }
    }
  }

  private static ObjectNode variables(Templates templates) {
    return templates.at("WriterLambdaFunction", "/Environment/Variables");
  }

  /// An environment that remembers which of its variables were asked for.
  private static final class Recorded extends HashMap<String, String> {
    private static final long serialVersionUID = 1;

    private final Set<String> read = new HashSet<>();

    Recorded(Resource function) {
      for (Map.Entry<String, JsonNode> each : function.at("/Environment/Variables").properties()) {
        put(each.getKey(), Expression.text(each.getValue()));
      }
    }

    @Override
    public String get(Object name) {
      read.add((String) name);
      return super.get(name);
    }

    @Override
    public String getOrDefault(Object name, String whenUnset) {
      read.add((String) name);
      return super.getOrDefault(name, whenUnset);
    }

    @Override
    public boolean containsKey(Object name) {
      read.add((String) name);
      return super.containsKey(name);
    }
  }
}
