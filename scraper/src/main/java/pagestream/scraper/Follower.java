package pagestream.scraper;

import com.github.f4b6a3.ulid.Ulid;
import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import pagestream.catalog.CanonicalAddress;
import pagestream.catalog.HttpAddress;
import pagestream.catalog.Source;
import pagestream.pacing.Hosts;
import pagestream.pacing.Turns;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskSender;
import pagestream.timing.Deadline;

/// Sends the pages that a page leads to to the queue, each for a moment at which its host is free.
final class Follower {
  /// How many links of one page are followed: as many as the end of its task can name.
  static final int MAX_LINKS = 1_000;

  private final Hosts hosts;
  private final Runs runs;
  private final TaskSender sender;
  private final InstantSource clock;

  Follower(Hosts hosts, Runs runs, TaskSender sender, InstantSource clock) {
    this.hosts = hosts;
    this.runs = runs;
    this.sender = sender;
    this.clock = clock;
  }

  Followed follow(Task task, Source source, List<Link> links, Deadline deadline) {
    Instant now = clock.instant();
    Map<NotFollowed, List<Link>> left = new EnumMap<>(NotFollowed.class);
    Map<String, Task> wanted = new LinkedHashMap<>();
    Map<String, Link> linkOf = new LinkedHashMap<>();
    for (Link link : links) {
      Task next =
          task.leadsTo(CanonicalAddress.of(link.to(), source.query()).toString(), link.row());
      Optional<NotFollowed> why = why(task, source, link.to(), wanted.size(), now);
      if (why.isPresent()) {
        left.computeIfAbsent(why.get(), reason -> new ArrayList<>()).add(link);
      } else if (wanted.putIfAbsent(next.id(), next) == null) {
        linkOf.put(next.id(), link);
      }
    }
    int admitted = wanted.isEmpty() ? 0 : runs.admit(task, wanted.size(), source.limits().pages());
    List<Task> tasks = List.copyOf(wanted.values());
    tasks.stream()
        .skip(admitted)
        .forEach(over ->
            left.computeIfAbsent(NotFollowed.PAGES, reason -> new ArrayList<>())
                .add(linkOf.get(over.id())));
    List<Task> sent = tasks.subList(0, admitted);
    sender.send(messages(sent, source, now), deadline);
    return new Followed(sent.stream().map(Task::found).toList(), left);
  }

  private static Optional<NotFollowed> why(
      Task task, Source source, URI link, int before, Instant now) {
    LocalDate today = LocalDate.ofInstant(now, ZoneOffset.UTC);
    if (!source.mayFollow(link, today)) {
      return Optional.of(NotFollowed.HOST);
    }
    if (task.depth() >= source.limits().depth()) {
      return Optional.of(NotFollowed.DEPTH);
    }
    if (beganAt(task).plus(source.limits().time()).isBefore(now)) {
      return Optional.of(NotFollowed.TIME);
    }
    return before >= MAX_LINKS ? Optional.of(NotFollowed.LINKS) : Optional.empty();
  }

  /// A run's id says when it began.
  private static Instant beganAt(Task task) {
    return Ulid.getInstant(task.run());
  }

  private List<TaskMessage> messages(List<Task> tasks, Source source, Instant now) {
    Map<String, List<Task>> byHost = new LinkedHashMap<>();
    for (Task task : tasks) {
      byHost
          .computeIfAbsent(HttpAddress.host(URI.create(task.url())), host -> new ArrayList<>())
          .add(task);
    }
    List<TaskMessage> messages = new ArrayList<>();
    byHost.forEach((host, ofHost) -> {
      Turns turns = hosts.change(host, state -> state.reserve(ofHost.size(), source.pace(), now));
      for (int i = 0; i < ofHost.size(); i++) {
        messages.add(new TaskMessage(ofHost.get(i), 0, turns.at(i)));
      }
    });
    return messages;
  }
}
