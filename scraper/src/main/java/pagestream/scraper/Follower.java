package pagestream.scraper;

import java.net.URI;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import pagestream.catalog.HttpAddress;
import pagestream.catalog.Source;
import pagestream.pacing.Hosts;
import pagestream.pacing.Pace;
import pagestream.pacing.Turns;
import pagestream.pipeline.Runs;
import pagestream.pipeline.Task;
import pagestream.pipeline.TaskMessage;
import pagestream.pipeline.TaskSender;
import pagestream.pipeline.Usage;
import pagestream.pipeline.Work;
import pagestream.timing.Deadline;

/// Sends the pages that a page leads to to the queue, each for a moment at which its host is free.
final class Follower {
  private final Hosts hosts;
  private final Robots robots;
  private final Runs runs;
  private final TaskSender sender;
  private final InstantSource clock;

  Follower(Hosts hosts, Robots robots, Runs runs, TaskSender sender, InstantSource clock) {
    this.hosts = hosts;
    this.robots = robots;
    this.runs = runs;
    this.sender = sender;
    this.clock = clock;
  }

  /// @param used by all pages of the run so far
  Followed follow(Task task, Source source, List<Link> links, Usage used, Deadline deadline) {
    if (links.isEmpty()) {
      return Followed.NONE;
    }
    Instant now = clock.instant();
    LinkSorter sorter = LinkSorter.of(task, source, robots, links, used, now);
    List<Task> tasks = sorter.isEmpty() ? List.of() : sorter.admit(admitted(task, sorter, source));
    List<TaskMessage> messages = messages(tasks, source, now);
    sender.send(messages, deadline);
    return new Followed(messages, sorter.left(), Map.of());
  }

  /// A page that is fetched again may lead to fewer pages than were admitted for it before.
  private int admitted(Task task, LinkSorter sorter, Source source) {
    return Math.min(sorter.pages(), runs.admit(task, sorter.pages(), source.limits().pages()));
  }

  private List<TaskMessage> messages(List<Task> tasks, Source source, Instant now) {
    List<TaskMessage> messages = lists(tasks, source, now);
    Map<String, List<Task>> pagesOfHosts =
        tasks.stream()
            .filter(task -> task.work().isFetched())
            .collect(
                Collectors.groupingBy(
                    task -> HttpAddress.host(URI.create(task.url())),
                    LinkedHashMap::new,
                    Collectors.toList()));
    pagesOfHosts.forEach((host, pages) -> {
      Pace pace = robots.pace(source, URI.create(pages.getFirst().url()));
      Turns turns = hosts.change(host, state -> state.reserve(pages.size(), pace, now));
      for (int i = 0; i < pages.size(); i++) {
        messages.add(new TaskMessage(pages.get(i), 0, turns.at(i)));
      }
    });
    return messages;
  }

  /// A list reserves the turns of its pages when it is worked on. It is worked on when those of the
  /// lists before it are used up, so that the queue is not full of messages that wait.
  private List<TaskMessage> lists(List<Task> tasks, Source source, Instant now) {
    List<TaskMessage> messages = new ArrayList<>();
    Instant at = now;
    for (Task task : tasks) {
      if (task.work() instanceof Work.Addresses(List<String> urls)) {
        messages.add(new TaskMessage(task, 0, at));
        Pace pace = robots.pace(source, URI.create(urls.getFirst()));
        at = at.plus(pace.delay().multipliedBy(urls.size()));
      }
    }
    return messages;
  }
}
