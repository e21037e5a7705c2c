"""Nothing runs as root, nothing may gain rights, nothing is writable that need not be."""

import re

from tests.support.deployment_files import COMPOSE, DOCKERFILE, MANIFESTS, ROOT, container

POD = MANIFESTS["Deployment"]["spec"]["template"]["spec"]
STAGES = re.split(r"^FROM ", DOCKERFILE, flags=re.MULTILINE)[1:]


def test_the_image_s_user_is_a_number_and_not_root():
    assert re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE) == ["65532:65532"]
    assert "USER" in STAGES[-1]


def test_the_last_stage_brings_no_tools_and_fetches_nothing():
    assert len(STAGES) == 2
    assert not re.search(r"pip (install|download)|apt|curl|wget|git ", STAGES[-1])
    assert "rm -rf /usr/local/bin/pip*" in STAGES[-1]
    assert "--require-hashes" in STAGES[0]
    assert "\nADD " not in DOCKERFILE


def test_the_base_image_is_named_without_an_address():
    assert {stage.split()[0] for stage in STAGES} == {"python:${PYTHON}-slim"}
    assert not re.search(r"https?://(?!127\.0\.0\.1)", DOCKERFILE)


def test_the_image_says_how_it_ends_and_how_it_is():
    assert "\nSTOPSIGNAL SIGTERM\n" in DOCKERFILE
    assert "\nHEALTHCHECK " in DOCKERFILE


def test_the_build_sees_the_product_and_nothing_else():
    lines = [line for line in (ROOT / ".dockerignore").read_text().splitlines() if line and not line.startswith("#")]
    assert lines[0] == "*"
    let_in = {line[1:] for line in lines if line.startswith("!")}
    assert let_in.isdisjoint({"sandbox", "tests", "benchmarks", "docs", ".env", ".git"})
    assert all((ROOT / name).exists() for name in let_in)
    assert {"**/.env*", "**/*.db*", "**/node_modules"} <= set(lines)


def test_compose_gives_no_rights():
    for service in COMPOSE["services"].values():
        assert service["read_only"] is True
        assert service["cap_drop"] == ["ALL"]
        assert service["security_opt"] == ["no-new-privileges:true"]
        assert not re.match(r"(0|root)(:|$)", service["user"])
        assert "privileged" not in service
    assert COMPOSE["networks"]["inside"] == {"internal": True}
    assert "ports" not in COMPOSE["services"]["database"]
    assert all(port.startswith("127.0.0.1:") for port in COMPOSE["services"]["bot"]["ports"])


def test_kubernetes_gives_no_rights():
    assert POD["securityContext"]["runAsNonRoot"] is True
    assert POD["securityContext"]["runAsUser"] > 0
    assert POD["securityContext"]["seccompProfile"] == {"type": "RuntimeDefault"}
    assert container()["securityContext"] == {
        "allowPrivilegeEscalation": False, "readOnlyRootFilesystem": True, "capabilities": {"drop": ["ALL"]},
    }  # fmt: skip
    assert POD["automountServiceAccountToken"] is False
    assert MANIFESTS["ServiceAccount"]["automountServiceAccountToken"] is False
    assert container()["resources"]["limits"]["memory"]
    assert set(MANIFESTS["NetworkPolicy"]["spec"]["policyTypes"]) == {"Ingress", "Egress"}
    assert MANIFESTS["Namespace"]["metadata"]["labels"]["pod-security.kubernetes.io/enforce"] == "restricted"


def test_who_is_chosen_for_traffic_budget_and_network_are_the_same_pods():
    ours = {"app.kubernetes.io/name": "personio-for-teams"}
    assert MANIFESTS["PodDisruptionBudget"]["spec"]["selector"]["matchLabels"] == ours
    assert MANIFESTS["NetworkPolicy"]["spec"]["podSelector"]["matchLabels"] == ours
    for spread in POD["topologySpreadConstraints"]:
        assert spread["labelSelector"]["matchLabels"] == ours
