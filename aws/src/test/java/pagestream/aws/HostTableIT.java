package pagestream.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import org.junit.jupiter.api.Test;
import pagestream.pacing.Change;
import pagestream.pacing.HostState;

class HostTableIT extends WithTables {
  private static final String HOST = "example.org";

  @Test
  void aHostWhoseItemCannotBeReadIsUnknownUntilItIsReplaced() {
    HostTable hosts = made.hosts();
    made.dynamo()
        .putItem(r ->
            r.tableName(made.hostTable())
                .item(new Attributes().with("id", HOST).with("failures", "many").item()));

    HostState before =
        hosts.change(
            HOST,
            state ->
                new Change<>(
                    new HostState(
                        state.nextTurn(),
                        state.lastStart(),
                        state.delay(),
                        3,
                        state.closedUntil(),
                        state.open()),
                    state));

    assertThat(before).isEqualTo(HostState.UNKNOWN);
    int failures = hosts.change(HOST, state -> new Change<>(state, state.failures()));
    assertThat(failures).isEqualTo(3);
  }

  @Test
  void aRobotsTxtThatCannotBeReadIsReadFromItsSiteAgain() {
    URI address = URI.create("https://example.org/robots.txt");
    made.dynamo()
        .putItem(r ->
            r.tableName(made.hostTable())
                .item(
                    new Attributes()
                        .with("id", "robots#" + address)
                        .with("text", "no bytes")
                        .item()));

    assertThat(made.robots().find(address)).isEmpty();
  }
}
