package pagestream.pacing;

class InMemoryHostsTest extends HostsContract {
  @Override
  protected Hosts make() {
    return new InMemoryHosts();
  }
}
