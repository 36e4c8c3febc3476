package pagestream.templates;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.templates.Stack.QueueSpec;
import pagestream.templates.Stack.RedrivePolicy;
import pagestream.yaml.YamlMapping;
import software.amazon.awssdk.services.sqs.model.QueueAttributeName;

/// The queues that `resources.yml` declares.
final class QueueResources {
  private record Limit(QueueAttributeName attribute, int min, int max) {}

  /// Those of
  /// <https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SetQueueAttributes.html>,
  /// in seconds.
  private static final List<Limit> LIMITS =
      List.of(
          new Limit(QueueAttributeName.VISIBILITY_TIMEOUT, 0, 43_200),
          new Limit(QueueAttributeName.DELAY_SECONDS, 0, 900),
          new Limit(QueueAttributeName.MESSAGE_RETENTION_PERIOD, 60, 1_209_600),
          new Limit(QueueAttributeName.RECEIVE_MESSAGE_WAIT_TIME_SECONDS, 0, 20));

  private static final Limit RECEIVES = new Limit(QueueAttributeName.REDRIVE_POLICY, 1, 1_000);

  /// The queues' own names by their names in the file.
  private final Map<String, String> names;

  private QueueResources(Map<String, String> names) {
    this.names = names;
  }

  /// The queues by their names in the file.
  ///
  /// @param declared their properties
  static Map<String, QueueSpec> read(Map<String, YamlMapping> declared) {
    Map<String, String> names = new LinkedHashMap<>();
    declared.forEach((name, queue) -> names.put(name, queue.requiredText("QueueName").orElse("")));
    QueueResources resources = new QueueResources(names);
    Map<String, QueueSpec> queues = new LinkedHashMap<>();
    declared.forEach(
        (name, queue) -> queues.put(name, resources.queue(names.getOrDefault(name, ""), queue)));
    return queues;
  }

  private QueueSpec queue(String name, YamlMapping queue) {
    if (queue.flag("FifoQueue").orElse(false)) {
      queue.mistake("FifoQueue", "a standard queue, as no other is emulated", "a FIFO queue");
    }
    Map<QueueAttributeName, String> attributes = new EnumMap<>(QueueAttributeName.class);
    for (Limit limit : LIMITS) {
      number(queue, limit.attribute().toString(), limit)
          .ifPresent(value -> attributes.put(limit.attribute(), String.valueOf(value)));
    }
    return new QueueSpec(
        name, attributes, queue.mapping("RedrivePolicy").flatMap(this::redrivePolicy));
  }

  private Optional<RedrivePolicy> redrivePolicy(YamlMapping policy) {
    YamlMapping target = policy.section("deadLetterTargetArn");
    Optional<String> queue = target.texts("Fn::GetAtt").stream().findFirst().flatMap(this::named);
    if (queue.isEmpty()) {
      target.mistake(
          "Fn::GetAtt",
          "a queue of this file (%s)".formatted(String.join(", ", names.keySet())),
          target.texts("Fn::GetAtt").toString());
    }
    Optional<Integer> receives = number(policy, "maxReceiveCount", RECEIVES);
    if (!policy.keys().contains("maxReceiveCount")) {
      policy.mistake("maxReceiveCount", "a value", "none");
    }
    return queue.flatMap(name -> receives.map(count -> new RedrivePolicy(name, count)));
  }

  private Optional<String> named(String resource) {
    return Optional.ofNullable(names.get(resource));
  }

  private static Optional<Integer> number(YamlMapping mapping, String key, Limit limit) {
    Optional<Integer> value = mapping.wholeNumber(key);
    Optional<Integer> within = value.filter(n -> n >= limit.min() && n <= limit.max());
    if (value.isPresent() && within.isEmpty()) {
      mapping.mistake(
          key, "a number from %d to %d".formatted(limit.min(), limit.max()), "" + value.get());
    }
    return within;
  }
}
