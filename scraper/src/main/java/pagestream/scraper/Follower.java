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

  /// A link that leads to a task, once for each task.
  private record Wanted(Link link, Task task) {}

  Followed follow(Task task, Source source, List<Link> links, Deadline deadline) {
    Instant now = clock.instant();
    Map<NotFollowed, List<Link>> left = new EnumMap<>(NotFollowed.class);
    Map<String, Wanted> byTask = new LinkedHashMap<>();
    for (Link link : links) {
      why(task, source, link, byTask.size(), now)
          .ifPresentOrElse(
              why -> leave(left, why, link),
              () -> {
                Task next = task.leadsTo(address(link, source), link.work());
                byTask.putIfAbsent(next.id(), new Wanted(link, next));
              });
    }
    List<Wanted> wanted = List.copyOf(byTask.values());
    int admitted = admitted(task, wanted.size(), source);
    wanted.stream().skip(admitted).forEach(each -> leave(left, NotFollowed.PAGES, each.link()));
    List<Task> tasks = wanted.stream().limit(admitted).map(Wanted::task).toList();
    List<TaskMessage> messages = messages(tasks, source, now);
    sender.send(messages, deadline);
    return new Followed(messages.stream().map(TaskMessage::found).toList(), left);
  }

  private static void leave(Map<NotFollowed, List<Link>> left, NotFollowed why, Link link) {
    left.computeIfAbsent(why, reason -> new ArrayList<>()).add(link);
  }

  private static String address(Link link, Source source) {
    return CanonicalAddress.of(link.to(), source.query()).toString();
  }

  /// A page that is fetched again may lead to fewer pages than were admitted for it before.
  private int admitted(Task task, int pages, Source source) {
    return pages == 0 ? 0 : Math.min(pages, runs.admit(task, pages, source.limits().pages()));
  }

  private static Optional<NotFollowed> why(
      Task task, Source source, Link link, int before, Instant now) {
    if (!source.mayFollow(link.to(), LocalDate.ofInstant(now, ZoneOffset.UTC))) {
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
