package pagestream.pipeline;

import java.util.List;
import java.util.Map;

/// Which tasks a task led to, and how many pages were not followed, by what kept them from it.
public record Leads(List<FoundTask> tasks, Map<NotFollowed, Integer> notFollowed) {
  public static final Leads NONE = new Leads(List.of(), Map.of());

  /// Those of a task that was not worked on.
  public static Leads none(Task task, NotFollowed why) {
    return new Leads(List.of(), Map.of(why, task.work().pages()));
  }
}
