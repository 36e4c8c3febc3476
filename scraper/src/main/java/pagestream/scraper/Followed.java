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
/// @param bad how many links lead to no address
record Followed(List<TaskMessage> sent, Map<NotFollowed, List<Link>> left, int bad) {
  static final Followed NONE = new Followed(List.of(), Map.of(), 0);

  /// One link that is not followed.
  static Followed not(Link link, NotFollowed why) {
    return new Followed(List.of(), Map.of(why, List.of(link)), 0);
  }

  Followed withBad(int links) {
    return new Followed(sent, left, links);
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
    if (bad > 0) {
      counts.merge(NotFollowed.ADDRESS, bad, Integer::sum);
    }
    return Map.copyOf(counts);
  }

  /// What the end of the page's task says of them.
  Leads leads() {
    return new Leads(sent.stream().map(TaskMessage::found).toList(), notFollowed());
  }
}
