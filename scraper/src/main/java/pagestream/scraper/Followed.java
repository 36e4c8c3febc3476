package pagestream.scraper;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import pagestream.pipeline.Leads;
import pagestream.pipeline.NotFollowed;
import pagestream.pipeline.TaskMessage;

/// What became of a page's links.
///
/// @param sent tasks that are in the queue
/// @param left links that are not followed, by what kept them from it
/// @param others how many pages are not followed for which there is no link
record Followed(
    List<TaskMessage> sent, Map<NotFollowed, List<Link>> left, Map<NotFollowed, Integer> others) {
  static final Followed NONE = new Followed(List.of(), Map.of(), Map.of());

  /// Nothing but pages that are not followed.
  static Followed not(NotFollowed why, int pages) {
    return NONE.with(Map.of(why, pages));
  }

  Followed with(Map<NotFollowed, Integer> pages) {
    return new Followed(sent, left, pages);
  }

  /// How many pages are to be fetched: a list counts as those that it has.
  int pages() {
    return sent.stream().mapToInt(message -> message.task().work().pages()).sum();
  }

  /// How many pages are not, by what kept them from it.
  Map<NotFollowed, Integer> notFollowed() {
    Map<NotFollowed, Integer> counts = new EnumMap<>(NotFollowed.class);
    left.forEach((why, links) ->
        counts.put(why, links.stream().mapToInt(link -> link.work().pages()).sum()));
    others.forEach((why, pages) -> counts.merge(why, pages, Integer::sum));
    counts.values().removeIf(pages -> pages == 0);
    return Map.copyOf(counts);
  }

  /// What the end of the page's task says of them.
  Leads leads() {
    return new Leads(sent.stream().map(TaskMessage::found).toList(), notFollowed());
  }
}
