package pagestream.scraper;

import com.github.f4b6a3.ulid.Ulid;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import pagestream.catalog.CanonicalAddress;
import pagestream.catalog.HttpAddress;
import pagestream.catalog.Source;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskSender;
import pagestream.pipeline.Usage;

/// Sorts what a task leads to: links that become tasks, once for each task, and those that do not,
/// by what keeps them from it.
final class LinkSorter {
  /// How many tasks one task leads to at most, and how many bytes their addresses have: as many as
  /// its end can name in one item of a table.
  static final int MAX_TASKS = 1_000;

  static final int MAX_BYTES = 256_000;

  private final Task task;
  private final Source source;
  private final Robots robots;
  private final Usage used;
  private final Instant now;
  private final Set<String> hosts;
  private final Map<String, Each> tasks = new LinkedHashMap<>();
  private final Map<NotFollowed, List<Link>> left = new EnumMap<>(NotFollowed.class);
  private int bytes;

  private record Each(Link link, Task task) {}

  private LinkSorter(Task task, Source source, Robots robots, Usage used, Instant now) {
    this.task = task;
    this.source = source;
    this.robots = robots;
    this.used = used;
    this.now = now;
    this.hosts = source.hostsToFollow(LocalDate.ofInstant(beganAt(task), ZoneOffset.UTC));
  }

  static LinkSorter of(
      Task task, Source source, Robots robots, List<Link> links, Usage used, Instant now) {
    LinkSorter sorter = new LinkSorter(task, source, robots, used, now);
    links.forEach(sorter::add);
    return sorter;
  }

  /// A run's id says when it began.
  static Instant beganAt(Task task) {
    return Ulid.getInstant(task.run());
  }

  private void add(Link link) {
    String address = CanonicalAddress.of(link.to(), source.query()).toString();
    Task next = task.leadsTo(address, link.work());
    if (tasks.containsKey(next.id())) {
      return;
    }
    Optional<NotFollowed> why = why(link, next);
    if (why.isPresent()) {
      leave(why.get(), link);
    } else {
      tasks.put(next.id(), new Each(link, next));
      bytes += bytes(next);
    }
  }

  private Optional<NotFollowed> why(Link link, Task next) {
    if (!hosts.contains(HttpAddress.host(link.to()))) {
      return Optional.of(NotFollowed.HOST);
    }
    if (next.work().isFetched() && robots.forbid(source, URI.create(next.url()))) {
      return Optional.of(NotFollowed.ROBOTS);
    }
    if (next.depth() > source.limits().depth()) {
      return Optional.of(NotFollowed.DEPTH);
    }
    Optional<NotFollowed> cutoff = Cutoff.of(source.limits(), task, used, now, link.work());
    if (cutoff.isPresent()) {
      return cutoff;
    }
    if (!TaskSender.fits(new TaskMessage(next, 0, now))) {
      return Optional.of(NotFollowed.SIZE);
    }
    return tasks.size() >= MAX_TASKS || bytes + bytes(next) > MAX_BYTES
        ? Optional.of(NotFollowed.LINKS)
        : Optional.empty();
  }

  private static int bytes(Task task) {
    return task.url().getBytes(StandardCharsets.UTF_8).length;
  }

  private void leave(NotFollowed why, Link link) {
    left.computeIfAbsent(why, reason -> new ArrayList<>()).add(link);
  }

  boolean isEmpty() {
    return tasks.isEmpty();
  }

  /// How many pages they are.
  int pages() {
    return (int) tasks.values().stream().filter(each -> each.task().work().isFetched()).count();
  }

  /// The tasks, with the first of the pages alone: those that its run has room for.
  List<Task> admit(int pages) {
    List<Task> admitted = new ArrayList<>();
    int room = pages;
    for (Each each : tasks.values()) {
      if (!each.task().work().isFetched() || room-- > 0) {
        admitted.add(each.task());
      } else {
        leave(NotFollowed.PAGES, each.link());
      }
    }
    return admitted;
  }

  Map<NotFollowed, List<Link>> left() {
    return left;
  }
}
