package pagestream.emulator.mapping;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.sqs.model.Message;

/// A queue in memory that hides what was received, and which can be told to refuse.
final class InMemoryQueue implements QueueReader {
  private record Held(Message message, Instant visible) {}

  final List<Integer> limits = new ArrayList<>();
  private final InstantSource clock;
  private final Duration visibility;
  private final Map<String, Held> messages = new LinkedHashMap<>();
  private final Deque<RuntimeException> refusals = new ArrayDeque<>();
  private Runnable onEmpty = () -> {};
  private boolean refusesDeletes;

  InMemoryQueue(InstantSource clock, Duration visibility) {
    this.clock = clock;
    this.visibility = visibility;
  }

  /// Adds messages whose identifier is their text.
  synchronized void send(String... texts) {
    for (String text : texts) {
      Message message = Message.builder().messageId(text).body(text).receiptHandle(text).build();
      messages.put(text, new Held(message, Instant.MIN));
    }
  }

  synchronized List<String> left() {
    return List.copyOf(messages.keySet());
  }

  synchronized void refuseNextReceives(RuntimeException... exceptions) {
    refusals.addAll(List.of(exceptions));
  }

  synchronized void refuseDeletes() {
    refusesDeletes = true;
  }

  /// What happens while nothing is to be received.
  synchronized void onEmpty(Runnable action) {
    onEmpty = action;
  }

  @Override
  public synchronized List<Message> receive(int limit) {
    limits.add(limit);
    if (!refusals.isEmpty()) {
      throw refusals.remove();
    }
    List<Message> visible =
        messages.values().stream()
            .filter(held -> !held.visible().isAfter(clock.instant()))
            .map(Held::message)
            .limit(Math.min(limit, MOST))
            .toList();
    visible.forEach(message ->
        messages.put(message.messageId(), new Held(message, clock.instant().plus(visibility))));
    if (visible.isEmpty()) {
      onEmpty.run();
    }
    return visible;
  }

  @Override
  public synchronized List<Message> delete(List<Message> done) {
    if (refusesDeletes) {
      return done;
    }
    done.forEach(message -> messages.remove(message.messageId()));
    return List.of();
  }
}
